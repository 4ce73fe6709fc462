import { createHash } from 'node:crypto';

export type ObjectType = 'blob' | 'tree' | 'commit';
export interface GitObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

function framed({ type, content }: GitObject): Buffer {
  return Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
}

/** Objects by the id that git itself would give them; a repository and its forks share one store, as on GitHub. */
export class ObjectStore {
  readonly #objects = new Map<string, GitObject>();

  put(type: ObjectType, content: Buffer): string {
    const oid = createHash('sha1').update(framed({ type, content })).digest('hex');
    if (!this.#objects.has(oid)) this.#objects.set(oid, { type, content });
    return oid;
  }

  find(oid: string, type?: ObjectType): GitObject | undefined {
    const object = this.#objects.get(oid);
    return type === undefined || object?.type === type ? object : undefined;
  }

  read(oid: string, type: ObjectType): Buffer {
    const object = this.find(oid, type);
    if (object === undefined) throw new Error(`no ${type} ${oid}`);
    return object.content;
  }

  /** The bytes git keeps in a loose object, before compression. */
  loose(oid: string): Buffer {
    const object = this.find(oid);
    if (object === undefined) throw new Error(`no object ${oid}`);
    return framed(object);
  }

  /** GitHub resolves an abbreviated id where it is unique. */
  expand(prefix: string): string | undefined {
    if (this.#objects.has(prefix)) return prefix;
    if (!/^[0-9a-f]{4,39}$/.test(prefix)) return undefined;
    const found = [...this.#objects.keys()].filter((oid) => oid.startsWith(prefix));
    return found.length === 1 ? found[0] : undefined;
  }
}
