import type { Json } from '../json.ts';
import type { Call, Reply } from './operation.ts';
import { ok } from './operation.ts';

function count(text: string | undefined, fallback: number, most: number): number {
  const number = Number(text ?? fallback);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : fallback;
}

/** GitHub's own links name the repository by its number, so a client has to follow them as they are. */
function pageLink({ url, repository, world }: Call, page: number): string {
  const path = url.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`);
  const link = new URL(world.links.api + path);
  link.search = url.search;
  link.searchParams.set('page', String(page));
  return link.href;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

export function pageOf<T>(call: Call, all: readonly T[], usual = 30): Page<T> {
  const size = count(call.query['per_page'], usual, Math.max(usual, 100));
  const page = count(call.query['page'], 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links = [
    ...(page > 1 ? [`<${pageLink(call, Math.min(page - 1, last))}>; rel="prev"`] : []),
    ...(page < last
      ? [`<${pageLink(call, page + 1)}>; rel="next"`, `<${pageLink(call, last)}>; rel="last"`]
      : []),
    ...(page > 1 ? [`<${pageLink(call, 1)}>; rel="first"`] : []),
  ];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return { items: all.slice((page - 1) * size, page * size), headers };
}

export function paginate<T>(call: Call, all: readonly T[], show: (item: T) => Json): Reply {
  const { items, headers } = pageOf(call, all);
  return ok(items.map(show), headers);
}
