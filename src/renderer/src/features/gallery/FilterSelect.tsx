import { Select, type SelectProps } from '@/ui/Select'

/** A select whose first choice shows everything. Any other choice highlights it. */
export function FilterSelect<Value extends string>(props: Omit<SelectProps<Value>, 'className' | 'isNarrowed'>) {
  return <Select {...props} className="max-w-44 min-w-28" isNarrowed={props.value !== props.choices[0]?.value} />
}
