/** Imported once on each side, by the module that builds its parts: from then on services and their models are known. */
import { provideServices } from '.'
import { SERVICES } from './list'

provideServices(SERVICES)
