import type { Filter, Operator } from './filter.ts';
import { unsupportedQuery } from './graph-error.ts';

/** Which operators a property takes; `advanced` ones with the header and $count=true alone. */
export interface Filterable {
  readonly default: readonly Operator[];
  readonly advanced: readonly Operator[];
}

export const equality: Filterable = { default: ['eq', 'in'], advanced: ['ne', 'not'] };
export const prefix: Filterable = {
  default: ['eq', 'in', 'startswith'],
  advanced: ['ne', 'not', 'ge', 'le'],
};
export const suffix: Filterable = {
  default: ['eq', 'in', 'startswith', 'ge', 'le'],
  advanced: ['ne', 'not', 'endswith'],
};
export const instants: Filterable = {
  default: ['eq', 'ge', 'le', 'gt', 'lt'],
  advanced: ['ne', 'not', 'in'],
};
export const collection: Filterable = { default: ['any'], advanced: ['not'] };
/** Nothing there is advanced: reports know no such header. */
export const logged: Filterable = { default: ['eq', 'contains', 'gt', 'lt'], advanced: [] };

const words: Readonly<Record<string, string>> = {
  ne: 'Not Equals',
  not: 'Not',
  endswith: 'EndsWith',
  ge: 'GreaterThanOrEquals',
  le: 'LessThanOrEquals',
  in: 'In',
};

export function requireFilterable(
  filter: Filter,
  properties: Readonly<Record<string, Filterable>>,
  resource: string,
  isAdvanced: boolean,
): void {
  for (const { property, operator } of filter.uses) {
    const takes = properties[property];
    if (takes === undefined) {
      throw unsupportedQuery(
        `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
      );
    }
    if (takes.default.includes(operator)) continue;
    if (!takes.advanced.includes(operator)) {
      throw unsupportedQuery(
        `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
      );
    }
    if (isAdvanced) continue;
    throw unsupportedQuery(
      `Operator '${words[operator] ?? operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
    );
  }
}
