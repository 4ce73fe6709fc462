import { operations } from '../openapi/description.ts';
import type { DescribedOperation } from '../openapi/description.ts';

/** These may hold slashes: octokit encodes them, people write them as they are. */
const deep = new Set(['ref', 'path', 'basehead', 'branch']);

const routes = operations
  .map((operation) => {
    const pattern = operation.path.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) =>
        `(?<${name}>${name === 'path' ? '.*' : deep.has(name) ? '.+' : '[^/]+'})`,
    );
    const literals = operation.path.split('/').filter((part) => !part.startsWith('{')).length;
    return { operation, literals, pattern: new RegExp(`^${pattern}$`) };
  })
  .toSorted((a, b) => b.literals - a.literals);

export interface Match {
  readonly operation: DescribedOperation;
  readonly path: Readonly<Record<string, string>>;
}

export function matchOperation(method: string, pathname: string): Match | undefined {
  const trimmed = pathname.endsWith('/contents') ? `${pathname}/` : pathname;
  for (const { operation, pattern } of routes) {
    const found = operation.method === method ? pattern.exec(trimmed) : null;
    if (found === null) continue;
    const groups = Object.entries(found.groups ?? {});
    return {
      operation,
      path: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
  }
  return undefined;
}
