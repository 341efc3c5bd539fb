# Forms as Omise's SDK for Ruby sends them: those of rest-client.
require "json"
require "rest-client"

api, vault, secret, public_key = ARGV

def send_to(url, key, method, form = nil)
  resource = RestClient::Resource.new(url, user: key, headers: { omise_version: "2019-05-29" })
  arguments = form ? [form] : []
  JSON.parse(resource.public_send(method, *arguments) { |response| response })
end

card = { name: "JANE DOE", number: "4242424242424242", expiration_month: 12, expiration_year: 2030 }
token = send_to("#{vault}/tokens", public_key, :post, { card: card })
created = send_to("#{api}/customers", secret, :post, {
  email: "john.doe@example.com",
  card: token["id"],
  metadata: { plan: "gold", tags: ["a", "b"], levels: { a: "one" } }
})
customer = "#{api}/customers/#{created["id"]}"
puts JSON.generate(
  created: created,
  retrieved: send_to(customer, secret, :get),
  updated: send_to(customer, secret, :patch, { description: "changed" }),
  deleted: send_to(customer, secret, :delete),
  missing: send_to(customer, secret, :get)
)
