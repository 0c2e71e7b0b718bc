// Lists the operations of the contract, with the bodies that go in and come out.
const list = document.getElementById('operations')
const filter = document.getElementById('filter')

function element(name, text, className) {
  const e = document.createElement(name)
  if (text) e.textContent = text
  if (className) e.className = className
  return e
}

function resolve(spec, node) {
  return node && node.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], spec) : node
}

function bodies(spec, operation) {
  const found = {}
  const sent = resolve(spec, operation.requestBody)
  if (sent) found.request = resolve(spec, Object.values(sent.content)[0].schema)
  for (const [status, answer] of Object.entries(operation.responses)) {
    const content = resolve(spec, answer).content
    if (status < 300 && content) found[status] = resolve(spec, Object.values(content)[0].schema)
  }
  return found
}

function show(spec) {
  const groups = new Map(spec.tags.map((tag) => [tag.name, []]))
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(item)) groups.get(operation.tags[0])?.push({ path, method, operation })
  }
  for (const [name, operations] of groups) {
    const section = element('section')
    section.append(element('h2', name))
    for (const { path, method, operation } of operations) {
      const details = element('details')
      const summary = element('summary')
      summary.append(element('span', method.toUpperCase(), 'method'), element('code', path), ` ${operation.summary ?? ''}`)
      details.append(summary)
      details.dataset.words = `${method} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase()
      details.addEventListener('toggle', () => {
        if (details.open && details.childElementCount === 1) details.append(element('pre', JSON.stringify(bodies(spec, operation), null, 2)))
      })
      section.append(details)
    }
    list.append(section)
  }
}

filter.addEventListener('input', () => {
  for (const details of list.querySelectorAll('details')) details.hidden = !details.dataset.words.includes(filter.value.toLowerCase())
})

fetch('/api/v1/openapi.json')
  .then((answer) => answer.json())
  .then(show)
  .catch((error) => list.append(element('p', String(error))))
