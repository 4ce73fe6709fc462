import { isJsonObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** The members of a request that the service model has already checked, read with their types. */
export class Fields {
  readonly values: JsonObject;

  constructor(values: JsonObject) {
    this.values = values;
  }

  text(name: string): string {
    return this.optionalText(name) ?? missing(name, 'text');
  }

  optionalText(name: string): string | undefined {
    const value = this.#value(name);
    return value === undefined || typeof value === 'string' ? value : missing(name, 'text');
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#value(name);
    return value === undefined || typeof value === 'number' ? value : missing(name, 'a number');
  }

  fields(name: string): Fields {
    return this.optionalFields(name) ?? missing(name, 'an object');
  }

  optionalFields(name: string): Fields | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    return isJsonObject(value) ? new Fields(value) : missing(name, 'an object');
  }

  fieldsList(name: string): Fields[] {
    return this.#list(name).map((item) =>
      isJsonObject(item) ? new Fields(item) : missing(name, 'a list of objects'),
    );
  }

  textList(name: string): string[] {
    return this.#list(name).map((item) =>
      typeof item === 'string' ? item : missing(name, 'a list of text'),
    );
  }

  #list(name: string): Json[] {
    const value = this.#value(name) ?? [];
    return Array.isArray(value) ? value : missing(name, 'a list');
  }

  #value(name: string): Json | undefined {
    return this.values[name] ?? undefined;
  }
}

function missing(name: string, kind: string): never {
  throw new Error(`member ${name} is not ${kind}, although the service model was checked`);
}
