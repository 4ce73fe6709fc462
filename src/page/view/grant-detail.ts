import type { ReportOrigin } from '../../core/inventory/access-report.ts';
import { at } from '../model/at.ts';
import type { Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { type Standing, standingWords } from '../model/standing.ts';
import { badge } from './badge.ts';
import { factList, type Open } from './detail-parts.ts';
import { button, element, link } from './element.ts';
import { placeBadges } from './place-badges.ts';
import { addressesOf, day, inDays, peopleOf } from './words.ts';

/** One assignment, and every rule that asks for it with who last changed it and who agreed. */
export function grantDetail(
  index: ReportIndex,
  grant: number,
  open: Open,
): { readonly name: string; readonly body: readonly HTMLElement[] } {
  const { report } = index;
  const { account, expires, origins, permissionSet, principal } = at(report.grants, grant);
  const who = at(report.principals, principal);
  const set = at(report.permissionSets, permissionSet);
  const where = at(report.accounts, account);
  const to = (words: string, subject: Subject): HTMLElement =>
    button(words, 'name-button', () => open(subject));
  const standing = at(index.standing, grant);
  const ends =
    expires === null ? null : `${day(expires)}, ${inDays(index, at(index.endsAt, grant))}`;
  return {
    name: set.isApplication
      ? `${who.name}: ${where.name}`
      : `${who.name}: ${set.name} in ${where.name}`,
    body: [
      factList([
        [
          'Who',
          noted(to(who.name, { kind: 'principal', index: principal }), peopleOf(index, principal)),
        ],
        [
          'Permission set',
          set.isApplication ? null : to(set.name, { kind: 'permissionSet', index: permissionSet }),
        ],
        [
          'Level',
          set.administrator === null
            ? null
            : noted(badge('administrator', 'Administrator-level'), set.administrator),
        ],
        [
          where.application === null ? 'Account' : 'Application',
          element(
            'div',
            '',
            {},
            to(where.application === null ? `${where.name} (${where.id})` : where.name, {
              kind: 'account',
              index: account,
            }),
            ...placeBadges(where).flatMap((each) => [' ', each]),
          ),
        ],
        [
          'State',
          noted(
            badge(standing, standingWords[standing].label),
            set.isApplication ? applicationWhy(standing) : standingWords[standing].why,
          ),
        ],
        ['Ends', ends],
      ]),
      ...(origins.length === 0
        ? []
        : [
            element(
              'h3',
              '',
              {},
              origins.length > 1 ? 'Rules that ask for it' : 'The rule that asks for it',
            ),
            ...origins.map((origin) => ruleCard(index, at(report.origins, origin))),
          ]),
    ],
  };
}

/** Of an application a standing has the same label for another reason. */
function applicationWhy(standing: Standing): string {
  return standing === 'unmanaged'
    ? 'No mapping file names the application.'
    : standingWords[standing].why;
}

export function noted(value: HTMLElement, note: string): HTMLElement {
  return element('div', '', {}, value, note === '' ? null : element('p', 'quiet', {}, note));
}

function ruleCard(index: ReportIndex, origin: ReportOrigin): HTMLElement {
  const { change, expires, file, line, reason } = origin;
  const addresses = addressesOf(index);
  const place = element('p', 'place', {}, link(`${file}:${line}`, addresses.file(origin)));
  const request = change?.pullRequest ?? null;
  return element(
    'div',
    'rule',
    {},
    place,
    factList([
      ['Reason', reason],
      ['Expires', expires === null ? null : day(expires)],
      [
        'Changed',
        change === null
          ? 'not known: git does not reach back'
          : `${day(change.at)} by ${change.author}`,
      ],
      [
        'Commit',
        change === null ? null : link(change.commit.slice(0, 10), addresses.commit(change.commit)),
      ],
      ['Pull request', request === null ? null : link(`#${request.number}`, request.url)],
      ['Approved by', change === null ? null : change.reviewers.join(', ')],
    ]),
  );
}
