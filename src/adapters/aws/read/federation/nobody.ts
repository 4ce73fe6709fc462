/** A principal's id that nobody has: AWS checks permission before it looks. */
export const nobody = '00000000-0000-0000-0000-000000000000';
