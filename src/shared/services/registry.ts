/**
 * Finds services by id. The facts themselves (`list.ts`) are loaded separately: the page's first frame needs none, and
 * must not grow with every service. Until they're loaded (`provide.ts`), no services or models exist.
 */
import type { ServiceId } from './ids'
import type { ServiceModule } from './service'

/**
 * Set once, and the only state in `shared`: the alternative is to pass the list to every function that looks at a
 * model.
 */
let services: readonly ServiceModule[] = []

export function provideServices(list: readonly ServiceModule[]): void {
  services = list
}

/** In display order. */
export function listServices(): readonly ServiceModule[] {
  return services
}

export function findService(id: ServiceId): ServiceModule | undefined {
  return services.find((service) => service.id === id)
}
