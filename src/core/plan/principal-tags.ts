// A condition's key ends with its quote, a policy variable with a brace or before its default.
const principalTag = /aws:PrincipalTag\/([^"},]+)/gi;

/** Keys of the session tags that a policy reads, in lower case: neither IAM nor STS minds their case. */
export function tagsIn(policy: string | null | undefined): ReadonlySet<string> {
  const found = [...(policy ?? '').matchAll(principalTag)];
  return new Set(found.flatMap(([, key]) => (key === undefined ? [] : [key.toLowerCase()])));
}
