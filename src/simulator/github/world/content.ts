import type { Account } from './account.ts';

export interface ContentEdit {
  readonly id: number;
  readonly editor: Account;
  readonly at: Date;
  /** What the text was from then on; gone once somebody deletes the revision. */
  body: string | null;
  deleted?: { readonly at: Date; readonly by: Account };
}

/** Text somebody wrote on GitHub, with everything that was done to it since. */
export interface Content {
  readonly author: Account;
  readonly createdAt: Date;
  body: string;
  updatedAt: Date;
  /** Oldest first; the first entry is the creation itself, and is there only once there was an edit. */
  readonly edits: ContentEdit[];
}

export interface Edit {
  readonly body: string;
  readonly editor: Account;
  readonly at: Date;
  readonly nextId: () => number;
}

export function editContent(content: Content, { body, editor, at, nextId }: Edit): void {
  content.updatedAt = at;
  // Saving the same text again is no edit: GitHub keeps no revision of it.
  if (body === content.body) return;
  if (content.edits.length === 0)
    content.edits.push({
      id: nextId(),
      editor: content.author,
      at: content.createdAt,
      body: content.body,
    });
  content.body = body;
  content.edits.push({ id: nextId(), editor, at, body });
}
