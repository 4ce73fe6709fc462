import type { AccessReport } from '../../core/inventory/access-report.ts';
import { csvOf } from '../model/csv.ts';
import { fromFragment, toFragment } from '../model/fragment.ts';
import { createKeys } from '../model/keys.ts';
import type { PlaceKind } from '../model/page-report.ts';
import { type PageState, type Subject, withRows } from '../model/page-state.ts';
import { indexReport } from '../model/report-index.ts';
import { personRows } from '../model/rows.ts';
import { selectGrants } from '../model/select-grants.ts';
import { DetailPanel } from './detail-panel.ts';
import { element } from './element.ts';
import { FilterPanel } from './filter-panel.ts';
import { pageHead } from './page-head.ts';
import { printSheet } from './print-sheet.ts';
import { Results } from './results.ts';
import { saveText } from './save-text.ts';
import { Toolbar } from './toolbar.ts';

/** Puts the page together: one state, which the address holds, and views that show it. */
export function startApp(report: AccessReport): void {
  const index = indexReport(report);
  const keys = createKeys(index.report, index.units);
  const namesPeople = report.people === 'named';
  let state = askedFor();
  let selection = selectGrants(index, state.filter);
  /** Where the focus goes back to when the panel closes. */
  let opener: Element | 'results' | null = null;

  const results = new Results(index, {
    open,
    sort,
    listApplications: () => {
      const filter = { ...state.filter, places: new Set<PlaceKind>(['application']) };
      change({ view: 'list', filter });
      results.focus();
    },
  });
  const filters = new FilterPanel(index, (filter) => change({ filter }));
  const detail = new DetailPanel(index, {
    open,
    close,
    only: (filter) => change({ filter, detail: null }),
  });
  const toolbar = new Toolbar(namesPeople, {
    change,
    search: (text) => change({ filter: { ...state.filter, text } }),
    save: () => {
      const name = `access-report-${report.at.slice(0, 10)}.csv`;
      saveText(name, csvOf(index, personRows(index, selection, state.filter)));
    },
  });

  /** What the address asks for, as far as this report may show it. */
  function askedFor(): PageState {
    const whole = fromFragment(location.hash, keys);
    return namesPeople ? whole : { ...whole, ...withRows(whole, 'assignments') };
  }

  function change(patch: Partial<PageState>): void {
    const before = state;
    state = { ...state, ...patch };
    if (state.filter !== before.filter) selection = selectGrants(index, state.filter);
    remember(toFragment(state, keys));
    show(before);
  }

  function show(before: PageState | null): void {
    toolbar.show(state);
    const same =
      before !== null &&
      before.filter === state.filter &&
      before.view === state.view &&
      before.rows === state.rows &&
      before.sort === state.sort &&
      before.matrix === state.matrix;
    if (!same) {
      filters.show(state.filter, selection.counts);
      results.show(state, selection, 'top');
    }
    if (before?.detail !== state.detail) detail.show(state.detail);
  }

  function open(subject: Subject): void {
    if (state.detail === null) {
      const { activeElement } = document;
      opener = activeElement?.closest('.grid') === null ? activeElement : 'results';
    }
    change({ detail: subject });
    detail.focus();
  }

  function close(): void {
    change({ detail: null });
    if (opener === 'results') results.focus();
    else if (opener instanceof HTMLElement) opener.focus();
  }

  function sort(column: PageState['sort']['column']): void {
    const again = state.sort.column === column && !state.sort.descending;
    change({ sort: { column, descending: again } });
  }

  const main = element(
    'main',
    '',
    { attributes: { id: 'results', 'aria-label': 'Results' } },
    toolbar.root,
    results.counts,
    results.root,
  );
  document.querySelector('#top')?.replaceChildren(...pageHead(index, open));
  document.title = `Access report: ${report.owner}`;
  document.body.append(element('div', 'layout', {}, filters.root, main, detail.root));
  show(null);

  document.querySelector('[data-skip]')?.addEventListener('click', (event) => {
    // The address holds the view, so the link may not change it.
    event.preventDefault();
    results.focus();
  });
  addEventListener('hashchange', () => {
    if (location.hash.replace(/^#/, '') === toFragment(state, keys)) return;
    const before = state;
    state = askedFor();
    selection = selectGrants(index, state.filter);
    show(before);
  });
  addEventListener('beforeprint', () => {
    const asked = `${report.owner}, ${report.at.slice(0, 10)}: ${results.counts.textContent}`;
    document.body.append(printSheet(index, results.rows(state, selection), asked));
  });
  addEventListener('afterprint', () => document.querySelector('.sheet')?.remove());
}

function remember(fragment: string): void {
  const address = `#${fragment}`;
  try {
    history.replaceState(null, '', address);
  } catch {
    // Some browsers refuse it for files; then every view has its own place in the history.
    location.hash = address;
  }
}
