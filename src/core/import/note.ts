/** Something live that the written files do not say, and why. */
export type NoteKind =
  | 'control-tower-set'
  | 'ignored-set'
  | 'ignored'
  | 'foreign-set'
  | 'unread-set'
  | 'inexpressible-set'
  | 'out-of-reach-set'
  | 'dead-principal'
  | 'dead-application'
  | 'user'
  | 'control-tower-group'
  | 'unreadable-principal'
  | 'out-of-scope-account'
  | 'old-version'
  | 'tags-unread'
  | 'unread-application'
  | 'attributes'
  | 'gone-set'
  | 'partial-set'
  | 'gone-assignment'
  | 'forgotten-end';

export interface ImportNote {
  readonly kind: NoteKind;
  /** Names as AWS has them, sorted, each with a reason of its own where there is one. */
  readonly subjects: readonly { readonly name: string; readonly why: string | null }[];
  /** Assignments that it is about. */
  readonly assignments: number;
}

/** Collects what is left out, so that each kind is told once. */
export class Notes {
  readonly #found = new Map<
    NoteKind,
    { subjects: Map<string, string | null>; assignments: number }
  >();

  add(kind: NoteKind, name: string, assignments = 0, why: string | null = null): void {
    const note = this.#found.get(kind) ?? { subjects: new Map(), assignments: 0 };
    this.#found.set(kind, note);
    note.subjects.set(name, why);
    note.assignments += assignments;
  }

  all(): readonly ImportNote[] {
    return [...this.#found]
      .map(([kind, { subjects, assignments }]) => ({
        kind,
        assignments,
        subjects: [...subjects]
          .map(([name, why]) => ({ name, why }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  }
}
