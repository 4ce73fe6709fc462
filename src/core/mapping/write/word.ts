/** One entry of a list in a mapping file: a selector, a reference or a name, and what to say beside it. */
export interface Word {
  readonly text: string;
  /** Set where the text alone tells a person too little: the name behind an id. */
  readonly comment: string | null;
}

export function plainWord(text: string): Word {
  return { text, comment: null };
}
