type Value = string | number | boolean | null;
type Handler = (event: Event) => void;

interface Properties {
  /** Plain attributes; true is an empty one, false and null are none. Never an address or a style. */
  readonly attributes?: Readonly<Record<string, Value>>;
  readonly on?: Readonly<Record<string, Handler>>;
}

export type Child = Node | string | null;

/**
 * An element with text inside. Whatever names AWS, Entra ID or files hold comes in as a string and
 * becomes a text node: nothing on this page parses HTML.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  { attributes = {}, on = {} }: Properties,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  for (const [type, handler] of Object.entries(on)) made.addEventListener(type, handler);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function setAttribute(on: Element, name: string, value: Value): void {
  if (value === false || value === null) on.removeAttribute(name);
  else on.setAttribute(name, value === true ? '' : String(value));
}

/** A link where the address is one of the web's, else the words alone. */
export function link(words: string, address: string | null, focusable = true): HTMLElement {
  if (address === null || !isHttps(address)) return element('span', '', {}, words);
  const made = element(
    'a',
    '',
    {
      attributes: { target: '_blank', rel: 'noopener noreferrer', tabindex: focusable ? null : -1 },
    },
    words,
  );
  made.href = address;
  return made;
}

function isHttps(address: string): boolean {
  try {
    return new URL(address).protocol === 'https:';
  } catch {
    return false;
  }
}

export function button(words: string, className: string, press: Handler): HTMLButtonElement {
  return element(
    'button',
    className,
    { attributes: { type: 'button' }, on: { click: press } },
    words,
  );
}
