package rest

import (
	"context"
	"encoding/json"

	"anju/api/contract"
)

// exports are all lists that leave the house, by the name of their path. A list
// within something else (of) is named by what it is in.
var exports = func() map[string]exported {
	all := map[string]exported{}
	for _, some := range []map[string]exported{matterExports(), registerExports(), moneyExports(), peopleExports(), systemExports()} {
		for name, table := range some {
			all[name] = table
		}
	}
	return all
}()

// systemExports are what the program keeps of itself.
func systemExports() map[string]exported {
	return map[string]exported{
		"audit": exportOf("listAudit", "审计日志", "audit-log",
			columns("时间|When|moment", "谁|Who", "角色|Role", "做了什么|What", "对象|Of what", "理由|Why"),
			func(s *Server, ctx context.Context, _ string, p contract.ListAuditParams) ([]contract.AuditEntry, *string, error) {
				r, err := s.ListAudit(ctx, contract.ListAuditRequestObject{Params: p})
				page, _ := r.(contract.ListAudit200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, e contract.AuditEntry) [][]any {
				return one(e.At, e.Actor.Name, w.term(vocabulary("role"), e.Actor.Role), w.term(auditActions, e.Action), e.Target, e.Reason)
			}),
		"mails": exportOf("listMails", "发出的邮件", "e-mails",
			columns("状态|State", "事由|About", "受理编号|Matter", "邮箱地址|Address", "收件人|To", "产生时间|Made at|moment", "发出或失败时间|Sent or failed at|moment", "尝试次数|Tries|count", "未送达原因|Why it failed", "邮件服务器说明|What the mail server said"),
			func(s *Server, ctx context.Context, _ string, p contract.ListMailsParams) ([]contract.Mail, *string, error) {
				r, err := s.ListMails(ctx, contract.ListMailsRequestObject{Params: p})
				page, _ := r.(contract.ListMails200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, m contract.Mail) [][]any {
				whom := w.say("业主", "Owner")
				if m.Staff {
					whom = w.say("员工", "Staff")
				}
				return one(w.term(mailStates, m.State), w.terms(mailEvents, m.Events), m.Number, m.To, whom, m.CreatedAt, m.SettledAt, m.Attempts, w.term(mailFailures, m.Failure), m.LastError)
			}).among(mailStates),
		"webhooks": exportOf("listWebhooks", "推送地址", "webhooks",
			columns("网址|Address", "事件|Events", "状态|State", "建立时间|Made|moment", "更新|Updated|moment"),
			func(s *Server, ctx context.Context, _ string, _ unasked) ([]contract.Webhook, *string, error) {
				r, err := s.ListWebhooks(ctx, contract.ListWebhooksRequestObject{})
				page, _ := r.(contract.ListWebhooks200JSONResponse)
				return page.Items, nil, err
			},
			func(w inWords, h contract.Webhook) [][]any {
				state := w.say("启用", "On")
				if !h.Active {
					state = w.say("停用", "Off")
				}
				return one(h.Url, w.joined(h.Events), state, h.CreatedAt, h.UpdatedAt)
			}),
		"deliveries": exportOf("listDeliveries", "推送记录", "webhook-deliveries",
			columns("状态|State", "事件|Event", "产生时间|Made at|moment", "送达时间|Delivered at|moment", "尝试次数|Tries|count", "对方回应|Answer (HTTP)|count", "下次时间|Next at|moment", "最近错误|Last error", "推送内容|What is sent"),
			func(s *Server, ctx context.Context, of string, p contract.ListDeliveriesParams) ([]contract.Delivery, *string, error) {
				r, err := s.ListDeliveries(ctx, contract.ListDeliveriesRequestObject{Id: of, Params: p})
				page, _ := r.(contract.ListDeliveries200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, d contract.Delivery) [][]any {
				return one(w.term(deliveryStates, d.State), d.Event, d.CreatedAt, d.DeliveredAt, d.Attempts, d.LastStatus, d.NextAt, d.LastError, d.Body)
			}),
		"setting-versions": exportOf("listSettingVersions", "设置修改记录", "setting-versions",
			columns("版本|Version|count", "时间|When|moment", "谁|Who", "说明|Note", "改动|Changes"),
			func(s *Server, ctx context.Context, of string, p contract.ListSettingVersionsParams) ([]contract.SettingVersion, *string, error) {
				r, err := s.ListSettingVersions(ctx, contract.ListSettingVersionsRequestObject{Name: contract.ListSettingVersionsParamsName(of), Params: p})
				page, _ := r.(contract.ListSettingVersions200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, v contract.SettingVersion) [][]any {
				return one(v.Version, v.At, v.By, v.Note, w.joined(each(v.Changes, changed)))
			}),
		"message-templates": exportOf("listMessageTemplates", "消息模板", "message-templates",
			columns("事由|Event", "告诉谁|For", "邮件标题|Subject", "正文|Body", "短信|Text message", "已改动|Changed"),
			func(s *Server, ctx context.Context, _ string, _ unasked) ([]contract.MessageWording, *string, error) {
				r, err := s.ListMessageTemplates(ctx, contract.ListMessageTemplatesRequestObject{})
				all, _ := r.(contract.ListMessageTemplates200JSONResponse)
				return all.Items, nil, err
			},
			func(w inWords, m contract.MessageWording) [][]any {
				whom := w.say("业主", "Owner")
				if m.For == contract.MessageWordingForStaff {
					whom = w.say("员工", "Staff")
				}
				return one(w.term(mailEvents, m.Event), whom, w.say(m.Subject.Zh, m.Subject.En), w.say(m.Body.Zh, m.Body.En), w.say(m.Sms.Zh, m.Sms.En), w.yes(m.Changed))
			}),
		"notifications": exportOf("listNotifications", "消息", "messages",
			columns("时间|When|moment", "受理编号|Number", "内容|Words", "已读时间|Read at|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListNotificationsParams) ([]contract.Notification, *string, error) {
				r, err := s.ListNotifications(ctx, contract.ListNotificationsRequestObject{Params: p})
				page, _ := r.(contract.ListNotifications200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(_ inWords, n contract.Notification) [][]any { return one(n.At, n.Number, n.Text, n.ReadAt) }),
	}
}

var (
	mailStates   = named("pending", "待发", "Waiting", "sent", "已发", "Sent", "failed", "未送达", "Failed")
	mailFailures = named("bad_address", "邮箱地址收不到信", "The address does not work", "refused", "对方拒收", "Refused by the other side", "too_late", "时限内没能送达，已不再发送", "Not delivered in time, not sent any more")
	mailEvents   = append(named("digest", "每日督办", "Daily digest", "follow_up_due", "交办事项到期", "Item due", "follow_up_out", "交办事项逾期", "Item not answered", "reset", "忘记密码的验证码", "Code for a forgotten password", "approval_waiting", "方案待审批", "A plan waits for approval"), eventNames...)

	auditActions = named("mailboxes.changed", "更改邮箱", "Mailboxes changed", "template.changed", "更改消息模板", "Message template changed", "reply_template.made", "新增答复范本", "Reply template made", "reply_template.changed", "修改答复范本", "Reply template changed", "mail.sent_again", "邮件重发", "E-mail sent again", "webhook.created", "新增推送地址", "Webhook made", "webhook.changed", "修改推送地址", "Webhook changed",
		"account.created", "新建账号", "Account created", "account.updated", "修改账号", "Account changed", "account.activated", "业主开通账号", "Owner opened an account", "account.locked", "多次失败锁定", "Locked after failures", "account.password_changed", "修改密码", "Password changed", "account.password_reset", "重置密码", "Password reset",
		"session.reused", "登录凭据被重复使用", "Sign-in token used twice", "complaint.anonymised", "事项匿名化", "Matter anonymised", "owner.unmasked", "查看完整信息", "Looked at in full", "owner.invited", "生成邀请码", "Invitation made", "owner.merged", "合并业主", "Owners merged", "owner.unmerged", "撤销合并业主", "Merge of owners undone", "owner.anonymised", "业主匿名化", "Owner anonymised",
		"key.taken_in", "收存钥匙", "Key taken in", "key.given_out", "借出钥匙", "Key given out", "key.signed", "签收钥匙", "Key signed for", "key.extended", "续借钥匙", "Key extended", "key.returned", "收回钥匙", "Key taken back",
		"key.handed_back", "退还钥匙", "Key handed back", "key.exception", "钥匙异常", "Key exception", "key.found", "找回钥匙", "Lost key found", "key.settled", "了结遗失钥匙", "Lost key settled", "key.amended", "更正钥匙登记", "Key amended",
		"community.updated", "修改小区资料与保修", "Changed a community and its warranty", "import.committed", "导入业主", "Owners imported", "settings.changed", "修改设置", "Changed settings", "table.exported", "导出表格", "Table exported")

	deliveryStates = named("pending", "待送达", "On its way", "delivered", "已送达", "Delivered", "given_up", "已放弃", "Given up")
)

// changed is one difference between two versions of a setting.
func changed(c contract.SettingChange) string {
	return c.Field + ": " + written(c.Was) + " → " + written(c.Is)
}

func written(v any) string {
	raw, err := json.Marshal(v)
	if err != nil || v == nil {
		return "–"
	}
	return string(raw)
}
