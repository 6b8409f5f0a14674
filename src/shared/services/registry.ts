/**
 * Finds services by their ids. The facts themselves (`list.ts`) are loaded apart: the page's first frame needs none, and
 * must not grow with every service. Before they're there (`provide.ts`), no service and no model is known.
 */
import type { ServiceId } from './ids'
import type { ServiceModule } from './service'

/** Set once, and the only state in `shared`: passing the list to every function that looks at a model would hide them. */
let services: readonly ServiceModule[] = []

export function provideServices(list: readonly ServiceModule[]): void {
  services = list
}

/** In the order in which they're offered. */
export function listServices(): readonly ServiceModule[] {
  return services
}

export function findService(id: ServiceId): ServiceModule | undefined {
  return services.find((service) => service.id === id)
}
