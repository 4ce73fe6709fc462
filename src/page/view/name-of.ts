import { at } from '../model/at.ts';
import type { Kind } from '../model/filter.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { personName, unitName } from './words.ts';

export function nameOf(index: ReportIndex, kind: Kind, each: number): string {
  const { report, units } = index;
  switch (kind) {
    case 'principal':
      return at(report.principals, each).name;
    case 'person':
      return personName(index, each);
    case 'permissionSet':
      return at(report.permissionSets, each).name;
    case 'account':
      return at(report.accounts, each).name;
    case 'unit':
      return unitName(at(units, each));
  }
}
