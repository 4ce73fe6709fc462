import type { Route } from '../route.ts';
import { applicationRoutes } from './application-routes.ts';
import { assignmentRoutes } from './assignment-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { servicePrincipalRoutes } from './service-principal-routes.ts';
import { synchronizationRoutes } from './synchronization-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { userRoutes } from './user-routes.ts';

/** Everything that is served of Graph, but batches. */
export const routes: readonly Route[] = [
  ...groupRoutes,
  ...memberRoutes,
  ...userRoutes,
  ...servicePrincipalRoutes,
  ...applicationRoutes,
  ...assignmentRoutes,
  ...synchronizationRoutes,
  ...templateRoutes,
  ...tenantRoutes,
];
