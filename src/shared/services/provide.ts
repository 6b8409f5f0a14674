/** Import it once per process, from the module that builds its parts, to make services and their models available. */
import { provideServices } from '.'
import { SERVICES } from './list'

provideServices(SERVICES)
