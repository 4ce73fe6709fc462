import type { AccessControl } from './state.ts';

export function enabled(attributes: Readonly<Record<string, string>>): AccessControl {
  return { status: 'ENABLED', statusReason: undefined, attributes };
}
