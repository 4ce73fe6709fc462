import { at } from '../model/at.ts';
import { type Filter, noFilter } from '../model/filter.ts';
import type { Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { detailOf } from './detail-of.ts';
import { button, element, setAttribute } from './element.ts';

export interface DetailActions {
  readonly open: (subject: Subject) => void;
  readonly close: () => void;
  /** Puts into list or matrix what the panel is about, and nothing else. */
  readonly only: (filter: Filter) => void;
}

/** Beside the results: everything about one person, group, permission set, account or assignment. */
export class DetailPanel {
  readonly root = element('section', 'detail', {
    attributes: { 'aria-labelledby': 'detail-title', hidden: true },
    on: {
      keydown: (event) => {
        if (event instanceof KeyboardEvent && event.key === 'Escape') this.#actions.close();
      },
    },
  });
  readonly #index: ReportIndex;
  readonly #actions: DetailActions;

  constructor(index: ReportIndex, actions: DetailActions) {
    this.#index = index;
    this.#actions = actions;
  }

  show(subject: Subject | null): void {
    this.root.hidden = subject === null;
    if (subject === null) {
      this.root.replaceChildren();
      return;
    }
    const { close, only, open } = this.#actions;
    const { body, kind, name } = detailOf(this.#index, subject, open);
    const filter = filterOf(this.#index, subject);
    const closing = button('✕', 'close', close);
    setAttribute(closing, 'aria-label', 'Close');
    this.root.replaceChildren(
      element(
        'div',
        'detail-head',
        {},
        element(
          'div',
          '',
          {},
          element('p', 'quiet', {}, kind),
          element('h2', '', { attributes: { id: 'detail-title', tabindex: -1 } }, name),
        ),
        closing,
      ),
      filter === null ? '' : button('Show only these', 'quiet-button', () => only(filter)),
      ...body,
    );
    this.root.scrollTo({ top: 0 });
  }

  focus(): void {
    this.root.querySelector<HTMLElement>('#detail-title')?.focus();
  }
}

function filterOf(index: ReportIndex, subject: Subject): Filter | null {
  const only = (chosen: Partial<Filter['chosen']>): Filter => ({
    ...noFilter,
    chosen: { ...noFilter.chosen, ...chosen },
  });
  switch (subject.kind) {
    case 'grant': {
      const { account, principal } = at(index.report.grants, subject.index);
      return only({ principal: new Set([principal]), account: new Set([account]) });
    }
    case 'principal':
    case 'person':
    case 'account':
    case 'permissionSet':
      return only({ [subject.kind]: new Set([subject.index]) });
    case 'cell':
      return only({
        principal: new Set([subject.principal]),
        [subject.by === 'units' ? 'unit' : 'account']: new Set([subject.column]),
      });
  }
}
