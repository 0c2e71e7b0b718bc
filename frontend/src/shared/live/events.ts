export interface LiveEvent {
  id: string
  /** '' where the stream only says from where to go on. */
  name: string
  data: Record<string, unknown>
}

/** Cuts a byte stream of server-sent events into events; comments and heartbeats vanish. */
export function eventReader(onEvent: (event: LiveEvent) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const blocks = (rest + chunk).replace(/\r\n?/g, '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event) onEvent(event)
    }
  }
}

function parse(block: string): LiveEvent | null {
  let id = ''
  let name = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (field === 'id') id = value ?? ''
    else if (field === 'event') name = value ?? name
    else if (field === 'data') data.push(value ?? '')
  }
  if (data.length === 0) return id ? { id, name: '', data: {} } : null
  try {
    return { id, name, data: JSON.parse(data.join('\n')) as Record<string, unknown> }
  } catch {
    return null
  }
}
