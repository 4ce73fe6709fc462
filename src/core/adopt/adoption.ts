/** How one difference could be kept instead of undone, in the words of mapping files. */
export type AdoptionStep =
  | {
      readonly kind: 'lines';
      /** Operations of the plan that this makes superfluous. */
      readonly operations: readonly string[];
      /** The file to change, and in words where in it: `at the end of assignments`. */
      readonly file: string;
      readonly where: string;
      /** YAML exactly as it would stand there, indented. */
      readonly lines: string;
    }
  /** Lines that go, as they stand. */
  | {
      readonly kind: 'removal';
      readonly operations: readonly string[];
      readonly file: string;
      readonly where: string;
      readonly lines: string;
    }
  /** A file beside the YAML: a policy in JSON, whole. */
  | {
      readonly kind: 'file';
      readonly operations: readonly string[];
      readonly file: string;
      readonly text: string;
    }
  /** What files cannot say, and why: a dead principal, an old version of a role. */
  | {
      readonly kind: 'cannot';
      readonly operations: readonly string[];
      readonly why: string;
      /** What a person can do about it. */
      readonly instead: string;
    };

/** Steps are in the order of their operations; those that belong together follow each other. */
export interface Adoption {
  readonly steps: readonly AdoptionStep[];
  /** Whole new contents of the files that the steps change, by path; empty where there is nothing to adopt. */
  readonly files: ReadonlyMap<string, string>;
  /** What those of them hold now that are no new files, by path. */
  readonly before: ReadonlyMap<string, string>;
}
