/** Highlights code. A separate chunk, loaded with the first closed fence. */
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import markdown from 'highlight.js/lib/languages/markdown'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import type { ReactNode } from 'react'

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
})

type Tree = ReturnType<typeof lowlight.highlight>
type Node = Tree['children'][number]

/** Undefined for an unknown language. */
export function highlight(code: string, language: string): ReactNode {
  if (!lowlight.registered(language)) return undefined
  return lowlight.highlight(language, code).children.map(toElement)
}

function toElement(node: Node, index: number): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value
    case 'element':
      return (
        <span key={index} className={joinClasses(node.properties['className'])}>
          {node.children.map((child, position) => toElement(child as Node, position))}
        </span>
      )
    default:
      return undefined
  }
}

function joinClasses(names: unknown): string {
  return Array.isArray(names) ? names.join(' ') : ''
}
