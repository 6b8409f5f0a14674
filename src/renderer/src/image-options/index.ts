export { OptionFields } from './OptionFields'
