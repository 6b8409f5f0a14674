/** Imported once on each side, by whoever builds its parts: from then on services and their models are known. */
import { provideServices } from '.'
import { SERVICES } from './list'

provideServices(SERVICES)
