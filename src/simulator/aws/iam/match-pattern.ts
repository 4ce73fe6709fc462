const matchers = new Map<string, RegExp>();

/** `*` is any text and `?` any one character, as in every element of a policy. */
export function matchesText(pattern: string, text: string, ignoreCase = false): boolean {
  const key = `${ignoreCase} ${pattern}`;
  let matcher = matchers.get(key);
  if (matcher === undefined) {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    const source = escaped.replaceAll('*', '.*').replaceAll('?', '.');
    matcher = new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
    matchers.set(key, matcher);
  }
  return matcher.test(text);
}

/** Names of actions have no case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesText(pattern, action, true);
}

/** A wildcard reaches over slashes and not over the colons between the parts of an ARN. */
export function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true;
  const wanted = partsOf(pattern);
  const given = partsOf(resource);
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => matchesText(part, given[index] ?? ''))
  );
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
