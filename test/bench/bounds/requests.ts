/** How many, by `service:Operation`. */
export type Requests = Readonly<Record<string, number>>;

export function totalOf(requests: Requests, services: readonly string[] = []): number {
  return Object.entries(requests)
    .filter(([name]) => services.length === 0 || services.includes(serviceOf(name)))
    .reduce((sum, [, count]) => sum + count, 0);
}

export function serviceOf(name: string): string {
  return name.slice(0, name.indexOf(':'));
}
