import { at } from '../model/at.ts';
import type { Kind } from '../model/filter.ts';
import type { Held } from '../model/page-report.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { personName, unitName } from './words.ts';

/** What somebody has, in words; the use of an application has no name of its own. */
export function heldName({ isApplication, name }: Held): string {
  return isApplication ? 'use of the application' : name;
}

export function nameOf(index: ReportIndex, kind: Kind, each: number): string {
  const { report, units } = index;
  switch (kind) {
    case 'principal':
      return at(report.principals, each).name;
    case 'person':
      return personName(index, each);
    case 'permissionSet':
      return heldName(at(report.permissionSets, each));
    case 'account':
      return at(report.accounts, each).name;
    case 'unit':
      return unitName(at(units, each));
  }
}
