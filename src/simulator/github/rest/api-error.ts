import type { Json } from '../json.ts';

/** An answer GitHub gives in place of what was asked for. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, Json>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, Json>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }

  get body(): Json {
    return {
      message: this.message,
      ...this.details,
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export const notFound = (): ApiError => new ApiError(404, 'Not Found');

export function invalid(resource: string, field: string, code: string, message?: string): ApiError {
  const error = { resource, code, field, ...(message !== undefined && { message }) };
  return new ApiError(422, 'Validation Failed', { errors: [error] });
}
