import { describe, expect, it } from 'vitest';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { finding } from './build-plan.ts';
import { invalidFiles } from './sample-reports.ts';

describe('renderDiagnosticsText', () => {
  it('shows the place, the line and the caret', () => {
    expect(renderDiagnosticsText(invalidFiles.slice(1))).toBe(
      [
        'access/payments.yaml:14:5 error unknown-group',
        '  unknown key "permisionSets"',
        '  14 |     permisionSets: DeveloperAccess',
        '     |     ^^^^^^^^^^^^^',
        '  why   only the keys of a rule may stand here',
        '  help  did you mean "permissionSets"?',
        '',
      ].join('\n'),
    );
  });

  it('says what it is about where there is no place', () => {
    const crossed = finding({
      severity: 'error',
      headline: 'this plan revokes 41 of 96 managed assignments (43 %); the limit is 25 %',
      help: 'approve it with "/allow"',
    });
    const text = [
      'apply error unknown-group',
      '  this plan revokes 41 of 96 managed assignments (43 %); the limit is 25 %',
      '  help  approve it with "/allow"',
      '',
    ].join('\n');
    expect(renderDiagnosticsText([crossed, crossed], 'apply')).toBe(`${text}\n${text}`);
  });
});
