/** What AWS's check of a policy says of one of its parts. */
export interface PolicyRemark {
  readonly level: 'error' | 'security-warning' | 'warning' | 'suggestion';
  /** AWS's own code: `PASS_ROLE_WITH_STAR_IN_RESOURCE`. */
  readonly code: string;
  /** AWS's words. */
  readonly text: string;
  /** Of AWS's documentation; null where it is no address there. */
  readonly link: string | null;
  /** Keys and indices from the document's root to the part; null where AWS names no place. */
  readonly path: readonly (string | number)[] | null;
}
