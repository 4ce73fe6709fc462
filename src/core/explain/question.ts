/** What somebody wants explained. */
export type ExplainQuestion =
  | {
      readonly kind: 'access';
      /** A user's sign-in name, a group's display name, `entra:<object id>` or `id:<identity store id>`. */
      readonly principal: string;
      /** An account's id or exact name. */
      readonly account: string;
      /** Null for every set. */
      readonly permissionSet: string | null;
    }
  /** A rule, by the place of any of its lines. */
  | { readonly kind: 'rule'; readonly file: string; readonly line: number };
