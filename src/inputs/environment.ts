/** Environment variables as data. */
export type Environment = Readonly<Record<string, string | undefined>>;
