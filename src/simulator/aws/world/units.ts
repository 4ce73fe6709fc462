import { hexId } from './ids.ts';
import type { World } from './world.ts';

/** Makes the units that the paths name, parents first, and tells the id of each path. */
export function makeUnits(world: World, paths: readonly string[]): (path: string) => string {
  const { rootId } = world.place;
  const ids = new Map<string, string>([['', rootId]]);
  const make = (path: string): string => {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parentId = make(path.slice(0, cut));
    const id = `ou-${rootId.slice(2)}-${hexId('unit', path, 8)}`;
    const name = path.slice(cut + 1);
    ids.set(path, id);
    if (world.units.get(id) === undefined) world.units.set(id, { id, name, parentId, tags: {} });
    return id;
  };
  const normal = (path: string): string => path.replace(/\/+$/, '');
  for (const path of paths) make(normal(path));
  return (path) => make(normal(path));
}

/** Ids from the root down to the unit, the root first. */
export function unitTrail(world: World, id: string): string[] {
  const unit = world.units.get(id);
  return unit === undefined ? [id] : [...unitTrail(world, unit.parentId), id];
}

/** `/Workloads/Prod`; `/` for the root. */
export function unitPath(world: World, id: string): string {
  const names = unitTrail(world, id)
    .slice(1)
    .map((one) => world.units.get(one)?.name ?? one);
  return `/${names.join('/')}`;
}
