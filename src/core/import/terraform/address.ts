import type { StateResource } from './state-schema.ts';

/** One resource instance, as Terraform's commands name it. */
export interface ResourceAddress {
  /** `module.sso["prod"].aws_ssoadmin_permission_set.this["Admin"]`. */
  readonly instance: string;
  /** The same without keys, as configuration names it: `module.sso.aws_ssoadmin_permission_set.this`. */
  readonly resource: string;
}

const identifier = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const key = String.raw`\[(?:\d+|"(?:[^"\\\p{C}]|\\.)*")\]`;
const modulePath = new RegExp(
  String.raw`^module\.[\p{L}_][\p{L}\p{N}_-]*(?:${key})?(?:\.module\.[\p{L}_][\p{L}\p{N}_-]*(?:${key})?)*$`,
  'u',
);

/** Null where what the state says is no address: nothing of it may reach a command. */
export function addressOf(
  { mode, type, name, module }: Pick<StateResource, 'mode' | 'type' | 'name' | 'module'>,
  index: string | number | null | undefined,
): ResourceAddress | null {
  if (!identifier.test(type) || !identifier.test(name)) return null;
  const path = module ?? '';
  if (path !== '' && !modulePath.test(path)) return null;
  const own = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const bare = path.replaceAll(new RegExp(key, 'gu'), '');
  return {
    instance: join(path, own + keyOf(index)),
    resource: join(bare, own),
  };
}

function join(module: string, own: string): string {
  return module === '' ? own : `${module}.${own}`;
}

function keyOf(index: string | number | null | undefined): string {
  if (index === null || index === undefined) return '';
  return typeof index === 'number' ? `[${index}]` : `[${quoted(index)}]`;
}

/** As HCL quotes a text: templates in it are text too. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{')
    .replaceAll(/\p{C}/gu, escapedCharacter);
  return `"${escaped}"`;
}

function escapedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
