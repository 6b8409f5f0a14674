import { useId, type ReactNode } from 'react'

interface SectionProps {
  readonly group?: string
  readonly title: string
  readonly about?: string
  readonly children: ReactNode
}

export function Section({ group, title, about, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-t border-line py-6 first:border-t-0 first:pt-2">
      <div>
        {group && <p className="mb-1 text-12 font-medium text-text-muted">{group}</p>}
        <h3 id={id} className="text-14 font-semibold">
          {title}
        </h3>
        {about && <p className="text-13 text-text-muted">{about}</p>}
      </div>
      {children}
    </section>
  )
}
