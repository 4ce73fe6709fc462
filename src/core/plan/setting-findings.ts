import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Mapping, Settings } from '../mapping/mapping.ts';
import { originOf } from '../select/finding-at.ts';
import { canonicalJson } from './canonical-json.ts';

/** Changes to what decides everything else: reviewed first. */
export function settingFindings(head: Mapping, base: Mapping): Finding[] {
  return [
    ...changedSettings(head, base),
    ...attributesGivenUp(head, base),
    ...changedAccountSets(head, base),
  ];
}

const settingNames = {
  region: 'identityCenter.region',
  instanceArn: 'identityCenter.instanceArn',
  requestsPerSecond: 'identityCenter.requestsPerSecond',
  include: 'include',
  accessControlAttributes: 'accessControlAttributes',
  entra: 'entra',
  owner: 'manage.owner',
  permissionSetScope: 'manage.permissionSets',
  users: 'manage.users',
  ignore: 'manage.ignore',
  release: 'manage.release',
  guardrails: 'guardrails',
  people: 'review.people',
  record: 'review.record',
} as const satisfies Record<Exclude<keyof Settings, 'at'>, string>;

function changedSettings(head: Mapping, base: Mapping): Finding[] {
  const changed = Object.entries(settingNames).flatMap(([key, name]) =>
    changesOf(`settings.${name}`, member(head.settings, key), member(base.settings, key)),
  );
  if (changed.length === 0) return [];
  return [
    warning(
      'settings-changed',
      `this change edits ${changed.join(', ')}`,
      'settings decide what is guarded and what is ignored',
      head.settings.at,
    ),
  ];
}

/** Files that fall silent must not read as if they took something away. */
function attributesGivenUp({ settings }: Mapping, base: Mapping): Finding[] {
  if (settings.accessControlAttributes !== null) return [];
  if (base.settings.accessControlAttributes === null) return [];
  return [
    {
      ...warning(
        'attributes-no-longer-declared',
        'the files no longer declare attributes for access control; those that live stay as they are',
        'from now on nobody is told when somebody changes them',
        settings.at,
      ),
      severity: 'info',
      help: 'to turn them off, declare accessControlAttributes: {}',
    },
  ];
}

/** Which tenant is asked, and whether this tool may write there, is told by value. */
function changesOf(name: string, now: unknown, before: unknown): readonly string[] {
  if (plain(now) === plain(before)) return [];
  if (name !== 'settings.entra' || !isRecord(now) || !isRecord(before)) return [name];
  return Object.keys({ ...before, ...now })
    .filter((key) => plain(now[key]) !== plain(before[key]))
    .map((key) => {
      const [from, to] = [before[key], now[key]];
      const isTold = typeof from === 'string' && typeof to === 'string';
      return isTold ? `${name}.${key} from "${from}" to "${to}"` : `${name}.${key}`;
    });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function changedAccountSets(head: Mapping, base: Mapping): Finding[] {
  const before = new Map(base.accountSets.map((set) => [set.name, plain(set)]));
  const added = head.accountSets.filter((set) => !before.has(set.name));
  const edited = head.accountSets.filter(
    (set) => before.has(set.name) && before.get(set.name) !== plain(set),
  );
  const kept = new Set(head.accountSets.map((set) => set.name));
  const removed = [...before.keys()].filter((name) => !kept.has(name));
  const parts = [
    ...edited.map(({ name }) => `edits "${name}"`),
    ...removed.map((name) => `removes "${name}"`),
    ...added.map(({ name }) => `adds "${name}"`),
  ];
  if (parts.length === 0) return [];
  return [
    warning(
      'account-sets-changed',
      `this change ${parts.join(', ')} in accountSets`,
      'rules that use an account set mean other accounts from now on',
      (edited[0] ?? added[0] ?? head.settings).at,
    ),
  ];
}

function member(settings: Settings, key: string): unknown {
  return new Map<string, unknown>(Object.entries(settings)).get(key);
}

/** A value without the places it was written at. */
function plain(value: unknown): string {
  return canonicalJson(withoutPlaces(value));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // A place is no text, and an attribute for access control may be called `at`.
      .filter(([key, inner]) => key !== 'at' || typeof inner === 'string')
      .map(([key, inner]) => [key, withoutPlaces(inner)]),
  );
}

function warning(code: DiagnosticCode, headline: string, why: string, at: Span): Finding {
  return {
    code,
    severity: 'warning',
    headline,
    why,
    help: null,
    origin: originOf(at),
    causedByHead: true,
    operations: [],
  };
}
