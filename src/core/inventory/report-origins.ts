import type { Origin } from '../diagnostics/finding.ts';
import { compareText } from '../model/order.ts';
import type { ReportOrigin } from './access-report.ts';
import type { Found, ReportInputs } from './report-inputs.ts';

export interface ReportedOrigins {
  readonly origins: readonly ReportOrigin[];
  readonly indexOf: (origin: Origin) => number;
}

/** The rules that any of the grants comes from, by file and line. */
export function reportOrigins(
  { mapping, changeOf }: Pick<ReportInputs, 'mapping' | 'changeOf'>,
  found: readonly Found[],
): ReportedOrigins {
  const used = new Map(
    found
      .flatMap(({ desired }) => desired?.origins ?? [])
      .map((origin) => [originKey(origin), origin]),
  );
  const rules = new Map(
    [...mapping.rules, ...mapping.applications].map((rule) => [originKey(rule.at), rule]),
  );
  const sorted = [...used.values()].toSorted(
    (a, b) => compareText(a.file, b.file) || a.line - b.line,
  );
  const places = new Map(sorted.map((origin, index) => [originKey(origin), index]));
  return {
    origins: sorted.map(({ file, line }): ReportOrigin => {
      const rule = rules.get(originKey({ file, line }));
      return {
        file,
        line,
        change: changeOf({ file, line }),
        expires: rule?.expires?.value ?? null,
        reason: rule?.reason ?? null,
      };
    }),
    indexOf: (origin) => places.get(originKey(origin)) ?? -1,
  };
}

export function originKey({ file, line }: Origin): string {
  return `${file}:${line}`;
}
