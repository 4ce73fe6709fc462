import type { Import, SourceFile } from './source-files.ts';

export interface Room {
  /** Other rooms it may import; a room contains what lies below it, and always itself. */
  readonly may: readonly string[];
  /** Rooms of which it may import types alone. */
  readonly types?: readonly string[];
  /** npm packages and node modules; `*` at the end stands for anything. */
  readonly packages?: readonly string[];
  /** Said when the rule is broken. */
  readonly why: string;
}

export type Rooms = Readonly<Record<string, Room>>;

export function isIn(path: string, room: string): boolean {
  return path.startsWith(`${room}/`) || path === `${room}.ts`;
}

function roomOf(rooms: Rooms, path: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => isIn(path, room))
    .toSorted((a, b) => b.length - a.length)[0];
}

function matches(specifier: string, allowed: string): boolean {
  return allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed;
}

function breaks(file: SourceFile, room: string, rule: Room, each: Import): string | undefined {
  const { target, specifier, typeOnly } = each;
  const because = `\n    because ${rule.why}`;
  if (target === undefined) {
    if ((rule.packages ?? []).some((allowed) => matches(specifier, allowed))) return undefined;
    return `${file.path} imports '${specifier}', and ${room} may import ${list(rule.packages)} only${because}`;
  }
  if (isIn(target, room) || rule.may.some((other) => isIn(target, other))) return undefined;
  if ((rule.types ?? []).some((other) => isIn(target, other))) {
    if (typeOnly) return undefined;
    return `${file.path} imports ${target}, of which ${room} may import types only (import type)${because}`;
  }
  return `${file.path} imports ${target}, and ${room} may import ${list(rule.may)} only${because}`;
}

function list(names: readonly string[] = []): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

/** Every rule an import breaks, in words. */
export function brokenImports(rooms: Rooms, files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(rooms, file.path);
    const rule = room === undefined ? undefined : rooms[room];
    if (room === undefined || rule === undefined) {
      return [`${file.path} is in no room of the table in test/architecture.test.ts`];
    }
    return file.imports
      .map((each) => breaks(file, room, rule, each))
      .filter((problem) => problem !== undefined);
  });
}
