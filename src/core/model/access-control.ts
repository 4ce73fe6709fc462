/** Sources of session tags by attribute key, as `{path:enterprise.department}` with a dollar sign before it. */
export type AccessControlAttributes = Readonly<Record<string, string>>;

/** What an instance holds of them. What AWS failed to enable reaches no session. */
export type LiveAttributes =
  | { readonly status: 'absent' }
  | { readonly status: 'creating' | 'enabled'; readonly attributes: AccessControlAttributes }
  /** `reason` is AWS's StatusReason, word for word. */
  | { readonly status: 'failed'; readonly reason: string };

/** Null where the instance has none configured. None at all is something else: those of a SAML assertion still count. */
export function attributesInEffect(live: LiveAttributes): AccessControlAttributes | null {
  return 'attributes' in live ? live.attributes : null;
}
