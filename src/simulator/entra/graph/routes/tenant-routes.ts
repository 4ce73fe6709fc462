import type { Route } from '../route.ts';

export const tenantRoutes: readonly Route[] = [];
