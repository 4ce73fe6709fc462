import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';

/** What a config directory says, as plain data; JSON is YAML. */
export interface Files {
  readonly manage?: Readonly<Record<string, unknown>>;
  readonly guardrails?: Readonly<Record<string, unknown>>;
  readonly identityCenter?: Readonly<Record<string, unknown>>;
  readonly accessControlAttributes?: Readonly<Record<string, string>>;
  /** `settings.entra`; its tenant need not be told. */
  readonly entra?: Readonly<Record<string, unknown>>;
  readonly accountSets?: Readonly<Record<string, unknown>>;
  readonly permissionSets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly assignments?: readonly Readonly<Record<string, unknown>>[];
  readonly applications?: readonly Readonly<Record<string, unknown>>[];
}

export const OWNER = 'platform';
export const TENANT = '11111111-2222-3333-4444-555555555555';

/** Through the real loader, so that no test decides about a mapping that nobody could write. */
export function mappingOf(files: Files): Mapping {
  const { manage, guardrails, identityCenter, entra, accessControlAttributes, ...rest } = files;
  const text = JSON.stringify(
    {
      settings: {
        manage: { owner: OWNER, ...manage },
        ...(guardrails === undefined ? {} : { guardrails }),
        ...(identityCenter === undefined ? {} : { identityCenter }),
        ...(accessControlAttributes === undefined ? {} : { accessControlAttributes }),
        ...(entra === undefined ? {} : { entra: { tenantId: TENANT, ...entra } }),
      },
      ...rest,
    },
    null,
    1,
  );
  const bytes = new TextEncoder().encode(text);
  const { value, diagnostics } = loadMapping({
    directory: 'access',
    included: [],
    exists: true,
    files: [{ path: 'access/main.yaml', kind: 'file', bytes, size: bytes.length }],
  });
  if (value === null) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value;
}

/** One rule: `rule('Blue', 'Admin', 'dev')`. */
export function rule(
  groups: string | readonly string[],
  permissionSets: string | readonly string[],
  accounts: string | readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { groups, permissionSets, accounts, ...more };
}
