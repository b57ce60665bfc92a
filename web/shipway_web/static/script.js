// Makes the page smoother; without it all works by whole pages.
const one = (query, root = document) => root.querySelector(query)
let timer

const watch = () => {
  clearTimeout(timer)
  const url = one("#result")?.dataset.poll
  if (url) timer = setTimeout(() => fetch(url).then(take, watch), 500)
}

// What is pressed, focused, scrolled stays.
const merge = (old, next) => {
  if (one("#result>p") || old.childElementCount !== next.childElementCount) return old.replaceWith(next)
  old.dataset.poll = next.dataset.poll || ""
  old.ariaBusy = next.ariaBusy
  ;[...next.children].forEach(({ hidden, innerHTML }, at) => {
    const part = old.children[at]
    const end = part.scrollHeight - part.clientHeight - part.scrollTop < 9
    part.hidden = hidden
    if (part.innerHTML !== innerHTML) part.innerHTML = innerHTML
    if (end) part.scrollTop = 1e9
  })
}

const take = async reply => {
  const next = new DOMParser().parseFromString(await reply.text(), "text/html")
  const result = one("#result", next)
  if (!result || !one("#result")) return location.assign(reply.url)
  merge(one("#result"), result)
  const form = one("#form", next)
  if (form) {
    const id = document.activeElement.id
    one("#form").replaceWith(form)
    document.title = next.title
    if (reply.redirected) history.replaceState(null, "", reply.url)
    ;(one("[aria-invalid]") || document.getElementById(id))?.focus()
  }
  one("#result [autofocus]")?.focus()
  watch()
}

addEventListener("submit", async event => {
  const form = event.target
  // A parameter named "action" hides the form's own property.
  const asked = name => form.getAttribute(name)
  if (asked("method") !== "post" || !one("#result")) return
  event.preventDefault()
  clearTimeout(timer)
  let body = new FormData(form, event.submitter)
  if (!asked("enctype")) body = new URLSearchParams(body)
  const press = event.submitter || {}
  press.disabled = true
  one("#result").setAttribute("aria-busy", "true")
  try {
    await take(await fetch(asked("action"), { method: "POST", body }))
    if (asked("id") && !one("[aria-invalid]")) one("#result").scrollIntoView({ block: "nearest" })
  } catch {
    const said = `<p class="state flag">The site did not answer. Your inputs are still here: try again.</p>`
    one("#result").insertAdjacentHTML("afterbegin", said)
  }
  press.disabled = false
})

addEventListener("change", ({ target }) => {
  const drop = target.closest(".drop")
  if (drop) {
    const files = [...target.files]
    const size = files.reduce((sum, file) => sum + file.size, 0)
    const names = files.length > 3 ? `${files.length} files` : files.map(file => file.name).join(", ")
    const big = size < 1e6 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`
    one("output", drop).value = names && `${names}, ${size < 1e3 ? `${size} bytes` : big}`
  }
  const none = target.type === "color" && one("[type=checkbox]", target.closest(".f"))
  if (none) none.checked = false
})

for (const kind of ["dragover", "dragleave", "drop"])
  addEventListener(kind, event => event.target.closest?.(".drop")?.classList.toggle("over", kind === "dragover"))

document.documentElement.classList.add("js")
watch()
