// Without it all works by whole pages.
const one = (query, root = document) => root.querySelector(query)
let timer

const watch = () => {
  clearTimeout(timer)
  const url = one("#result")?.dataset.poll
  if (url) timer = setTimeout(() => fetch(url).then(take, watch), 500)
}

// What is focused, scrolled stays.
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

const take = async (reply, beside) => {
  const next = new DOMParser().parseFromString(await reply.text(), "text/html")
  const result = one("#result", next)
  const form = one("#form", next)
  const other = form?.getAttribute("action") !== one("#form")?.getAttribute("action")
  if (!result || !one("#result") || (beside && other)) return location.assign(reply.url)
  if (!beside) merge(one("#result"), result)
  // What is shown for copying leaves the form alone: a secret in it is in no answer.
  if (beside && one("#elsewhere pre", next)) one("#elsewhere").replaceWith(one("#elsewhere", next))
  else if (form) {
    const id = document.activeElement.id
    one("#form").replaceWith(form)
    document.title = next.title
    if (reply.redirected) history.replaceState(null, "", reply.url)
    ;(one("[aria-invalid]") || document.getElementById(id))?.focus()
  }
  if (!document.activeElement.form) one("#result [autofocus]")?.focus()
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
    const beside = event.submitter?.getAttribute("formaction")
    await take(await fetch(beside || asked("action"), { method: "POST", body }), beside)
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

addEventListener("input", ({ target }) => {
  if (!target.matches(".filter")) return
  const text = target.value.toLowerCase()
  // What is ticked stays in sight.
  for (const row of target.parentElement.querySelectorAll(".tick"))
    row.hidden = !one("input", row).checked && !row.textContent.toLowerCase().includes(text)
})

addEventListener("keydown", event => {
  // Enter in a search runs nothing.
  if (event.key === "Enter" && event.target.matches(".filter")) event.preventDefault()
})

addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return
  const pre = target.previousElementSibling
  getSelection().selectAllChildren(pre)
  // Over plain http a browser has no clipboard for pages; then the text stands selected.
  await navigator.clipboard?.writeText(pre.textContent)
  target.textContent = navigator.clipboard ? "Copied" : "Selected"
})

for (const kind of ["dragover", "dragleave", "drop"])
  addEventListener(kind, event => event.target.closest?.(".drop")?.classList.toggle("over", kind === "dragover"))

document.documentElement.classList.add("js")
watch()
