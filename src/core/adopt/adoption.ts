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
    };

export interface Adoption {
  readonly steps: readonly AdoptionStep[];
  /** Whole new contents of the files that the steps change, by path; empty where there is nothing to adopt. */
  readonly files: ReadonlyMap<string, string>;
}
