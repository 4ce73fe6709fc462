import { at } from '../model/at.ts';
import { attentions, attentionWords, ofApplications } from '../model/attention.ts';
import { type Filter, hasFilter, type Kind, noFilter, toggled } from '../model/filter.ts';
import { APPLICATIONS, placeKinds } from '../model/page-report.ts';
import type { ReportIndex } from '../model/report-index.ts';
import type { Counts } from '../model/select-grants.ts';
import { standings, standingWords } from '../model/standing.ts';
import { placeRemarks } from './place-badges.ts';
import { button, element, setAttribute } from './element.ts';
import { nameOf } from './name-of.ts';
import { Picker } from './picker.ts';
import { count, number, peopleOf } from './words.ts';

type Change = (filter: Filter) => void;

interface Choice {
  readonly box: HTMLInputElement;
  readonly count: HTMLElement;
  readonly isOn: (filter: Filter) => boolean;
  readonly countOf: (counts: Counts) => number;
}

/** Everything by which rows can be left out. Beside each choice stands what it would leave. */
export class FilterPanel {
  readonly root = element('aside', 'filters', { attributes: { 'aria-label': 'Filters' } });
  readonly #pickers = new Map<Kind, Picker>();
  readonly #choices: Choice[] = [];
  readonly #clear: HTMLButtonElement;
  readonly #change: Change;
  #filter = noFilter;

  constructor(index: ReportIndex, change: Change) {
    this.#change = change;
    const hasApplications = index.report.accounts.some(({ application }) => application !== null);
    this.#clear = button('Clear all', 'quiet-button', () => {
      change(noFilter);
      this.root.querySelector('input')?.focus();
    });
    const folds = button('Filters', 'fold', () => fold(!body.hidden));
    setAttribute(folds, 'aria-controls', 'filters');
    const fold = (hidden: boolean): void => {
      body.hidden = hidden;
      setAttribute(folds, 'aria-expanded', hidden ? 'false' : 'true');
    };
    const body = element(
      'div',
      '',
      { attributes: { id: 'filters' } },
      ...this.#named(index),
      this.#group(
        'State',
        standings.map((standing) =>
          this.#choice({
            label: standingWords[standing].label,
            why: standingWords[standing].why,
            isOn: (filter) => filter.standings.has(standing),
            flip: (filter) => ({ ...filter, standings: toggled(filter.standings, standing) }),
            countOf: (counts) => counts.standings[standing],
          }),
        ),
      ),
      hasApplications
        ? this.#group(
            'Assigned to',
            placeKinds.map((kind) =>
              this.#choice({
                label: kind === 'account' ? 'Account' : 'Application',
                why:
                  kind === 'account'
                    ? 'A permission set in an AWS account.'
                    : 'An application of Identity Center, which people reach beside accounts.',
                isOn: (filter) => filter.places.has(kind),
                flip: (filter) => ({ ...filter, places: toggled(filter.places, kind) }),
                countOf: (counts) => counts.places[kind],
              }),
            ),
          )
        : '',
      this.#group('Attention', [
        ...attentions
          .filter((each) => hasApplications || !ofApplications.has(each))
          .map((each) =>
            this.#choice({
              ...attentionWords[each],
              isOn: (filter) => filter.attention.has(each),
              flip: (filter) => ({ ...filter, attention: toggled(filter.attention, each) }),
              countOf: (counts) => counts.attention[each],
            }),
          ),
        ...([30, 90] as const).map((days) =>
          this.#choice({
            label: `Ends within ${days} days`,
            why: `Has ended, or ends within ${days} days of the report.`,
            isOn: (filter) => filter.expiresWithin === days,
            flip: (filter) => ({
              ...filter,
              expiresWithin: filter.expiresWithin === days ? null : days,
            }),
            countOf: (counts) => (days === 30 ? counts.within30 : counts.within90),
          }),
        ),
      ]),
    );
    // On a phone they would stand between the search and its results.
    fold(matchMedia('(max-width: 900px)').matches);
    const head = element('h2', '', {}, folds);
    this.root.append(element('div', 'filters-head', {}, head, this.#clear), body);
  }

  show(filter: Filter, counts: Counts): void {
    this.#filter = filter;
    this.#clear.hidden = !hasFilter(filter);
    for (const [kind, picker] of this.#pickers) picker.show(filter.chosen[kind]);
    for (const choice of this.#choices) {
      choice.box.checked = choice.isOn(filter);
      choice.count.textContent = number(choice.countOf(counts));
    }
  }

  #named(index: ReportIndex): HTMLElement[] {
    const { report, text } = index;
    const hasApplications = report.accounts.some(({ application }) => application !== null);
    const named = (list: readonly boolean[]): ReadonlySet<number> =>
      new Set(list.flatMap((isNamed, each) => (isNamed ? [] : [each])));
    const picker = (
      kind: Kind,
      label: string,
      folded: readonly string[],
      noteOf: (each: number) => string,
      left: ReadonlySet<number> = new Set(),
    ): HTMLElement => {
      const change = (each: number): void => {
        const chosen = { ...this.#filter.chosen, [kind]: toggled(this.#filter.chosen[kind], each) };
        this.#change({ ...this.#filter, chosen });
      };
      const naming = (each: number): string => nameOf(index, kind, each);
      const made = new Picker({
        id: `filter-${kind}`,
        label,
        folded,
        nameOf: naming,
        noteOf,
        left,
        change,
      });
      this.#pickers.set(kind, made);
      return made.root;
    };
    return [
      picker('principal', 'Group or user', text.principals, (each) => peopleOf(index, each)),
      report.people === 'hidden'
        ? element('p', 'quiet', {}, 'People are counted in this report, not named.')
        : picker('person', 'Person', text.persons, (each) =>
            count(index.principalsOfPerson.of(each).length, 'group'),
          ),
      picker(
        'permissionSet',
        'Permission set',
        text.permissionSets,
        (each) => (at(report.permissionSets, each).administrator === null ? '' : '▲ Admin'),
        named(report.permissionSets.map(({ isApplication }) => !isApplication)),
      ),
      picker(
        'account',
        hasApplications ? 'Account or application' : 'Account',
        text.accounts,
        (each) => {
          const place = at(report.accounts, each);
          const kind = place.application === null ? place.id : 'application';
          return [kind, ...placeRemarks(place).map(([, words]) => words)].join(', ');
        },
      ),
      picker(
        'unit',
        'Organizational unit',
        index.units.map((unit) => unit.toLowerCase()),
        () => '',
        named(index.units.map((unit) => unit !== APPLICATIONS)),
      ),
    ];
  }

  #group(label: string, choices: readonly HTMLElement[]): HTMLElement {
    return element('fieldset', '', {}, element('legend', '', {}, label), ...choices);
  }

  #choice(options: {
    readonly label: string;
    readonly why: string;
    readonly isOn: Choice['isOn'];
    readonly countOf: Choice['countOf'];
    readonly flip: (filter: Filter) => Filter;
  }): HTMLElement {
    const { countOf, flip, isOn, label, why } = options;
    const box = element('input', '', {
      attributes: { type: 'checkbox' },
      on: { change: () => this.#change(flip(this.#filter)) },
    });
    const counted = element('span', 'count', {});
    this.#choices.push({ box, count: counted, isOn, countOf });
    return element(
      'label',
      'choice',
      { attributes: { title: why } },
      box,
      element('span', '', {}, label),
      counted,
    );
  }
}
