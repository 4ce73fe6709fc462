/** What a run does; the first word of a command line, and the input `mode`. */
export const modes = [
  'plan',
  'apply',
  'drift',
  'validate',
  'import',
  'doctor',
  'report',
  'explain',
] as const;

export type Mode = (typeof modes)[number];

export function isMode(text: string): text is Mode {
  return modes.some((mode) => mode === text);
}
