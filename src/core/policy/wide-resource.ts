import { matchesGlob } from '../model/glob.ts';

/** Services that rule over access, and kinds of what they rule over. */
const ruled: readonly (readonly [service: string, kinds: readonly string[]])[] = [
  ['iam', ['role', 'user', 'group', 'policy']],
  ['organizations', ['account', 'ou', 'policy', 'root']],
  ['sso', ['account', 'instance', 'permissionset']],
  ['identitystore', ['group', 'identitystore', 'membership', 'user']],
  ['sso-directory', ['directory', 'group', 'user']],
];
const inOneOrganization: ReadonlySet<string> = new Set(
  ruled.map(([service]) => service).filter((service) => service !== 'iam'),
);

/** A name that nobody can write in a policy, so that only a wildcard takes it in. */
const ANY = '\uE000';
const SEGMENTS = 6;

/**
 * Whether a `Resource` is as good as all there is, or all of a kind, of what rules over access. As IAM reads
 * it: a star at the end of a segment goes on beyond its colon, and missing segments are stars.
 */
export function isWideResource(resource: string): boolean {
  // What a variable stands for is not known before the request.
  const text = opened(resource.toLowerCase().replaceAll(/\$\{[^}]*\}/g, '*'));
  const segments = text.split(':');
  const isWhole = segments.length >= SEGMENTS;
  const part = (index: number, else_: string): string =>
    isWhole ? fitting(segments[index] ?? '', else_) : else_;
  return ruled.some(([service, kinds]) =>
    kinds.some((kind) => {
      const arn = `arn:${part(1, 'aws')}:${service}:${part(3, '')}:${part(4, ANY)}:${kind}/${ANY}`;
      return matchesGlob(text, arn) || (!isWhole && matchesGlob(`${text}:*`, arn));
    }),
  );
}

/** A text that the segment takes in. */
function fitting(segment: string, otherwise: string): string {
  const fixed = segment.replaceAll('*', '').replaceAll('?', '0');
  return segment.includes('*') && fixed === '' ? otherwise : fixed;
}

/**
 * All but a letter left open is all: 62 patterns of one letter are every name. What belongs to an
 * organization or instance carries its id before its own, which leaves nothing out.
 */
function opened(text: string): string {
  const slash = text.indexOf('/');
  if (slash === -1) return text;
  const [kind, name] = [text.slice(0, slash), text.slice(slash + 1)];
  const last = name.slice(name.lastIndexOf('/') + 1);
  const service = text.split(':')[2] ?? '';
  const isOpen =
    hasWildcard(name) &&
    (name.replaceAll(/[*?/]/g, '').length <= 1 ||
      (inOneOrganization.has(service) && /^[*?]+$/.test(last)));
  return isOpen ? `${kind}/*` : text;
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
