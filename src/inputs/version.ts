/** As package.json says; a test holds them together. */
export const version = '1.0.0';
