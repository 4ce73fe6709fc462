/** AWS's own levels of an IAM action, the most dangerous first. */
export const accessLevels = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'] as const;

export type AccessLevel = (typeof accessLevels)[number];
