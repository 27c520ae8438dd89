"""Who gets what at every address, by GET: one line an address, one code an actor.

200 the page, 302 sent elsewhere (signed out: to sign in), 403 no right, 404 not theirs or nothing
there, 405 not by GET. A new address without a line here fails the test.

anonymous: signed out. owner: the candidate whose applications these are. other: another candidate.
manager: a line manager in the session of the emailed link. no_factor: staff without a second
factor. recruiter, sifter, checks: staff in the vacancy's team. elsewhere: a recruiter of another
team. reviewer: eligibility reviewer. records: data protection officer. admin, superuser: they
manage people and settings, and see no application.
"""

from __future__ import annotations

TABLE = """
                                           ano own oth man nof rec sif che els rev dpo adm sup
ui:cookies                                 200 200 200 200 200 200 200 200 200 200 200 200 200
ui:accessibility                           200 200 200 200 200 200 200 200 200 200 200 200 200
ui:privacy                                 200 200 200 200 200 200 200 200 200 200 200 200 200
ui:contact                                 200 200 200 200 200 200 200 200 200 200 200 200 200
ui:feedback                                200 200 200 200 200 200 200 200 200 200 200 200 200
ui:stay_signed_in                          302 405 405 302 405 405 405 405 405 405 405 405 405
ui:health                                  200 200 200 200 200 200 200 200 200 200 200 200 200
ui:ready                                   200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:home                             200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:list                             200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:internal                         200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:restricted                       404 404 404 404 404 404 404 404 404 404 404 404 404
vacancies:alerts                           302 200 200 302 200 200 200 200 200 200 200 200 200
vacancies:alert_new                        200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:alert_asked                      200 200 200 200 200 200 200 200 200 200 200 200 200
vacancies:alert                            404 404 404 404 404 404 404 404 404 404 404 404 404
vacancies:alert_stop                       404 404 404 404 404 404 404 404 404 404 404 404 404
vacancies:own_alert                        302 200 404 302 404 404 404 404 404 404 404 404 404
vacancies:own_alert_stop                   302 200 404 302 404 404 404 404 404 404 404 404 404
vacancies:detail                           200 200 200 200 200 200 200 200 200 200 200 200 200
ways:temporary                             200 200 200 200 200 200 200 200 200 200 200 200 200
ways:constables                            200 200 200 200 200 200 200 200 200 200 200 200 200
ways:specials                              200 200 200 200 200 200 200 200 200 200 200 200 200
specialisms:index                          200 200 200 200 200 200 200 200 200 200 200 200 200
specialisms:interest                       200 200 200 200 200 200 200 200 200 200 200 200 200
specialisms:sent                           200 200 200 200 200 200 200 200 200 200 200 200 200
specialisms:remove                         404 404 404 404 404 404 404 404 404 404 404 404 404
specialisms:specialism                     200 200 200 200 200 200 200 200 200 200 200 200 200
forums:forums                              200 200 200 200 200 200 200 200 200 200 200 200 200
forums:yours                               302 200 200 302 200 200 200 200 200 200 200 200 200
forums:cancel_own                          302 200 404 302 404 404 404 404 404 404 404 404 404
forums:booking                             404 404 404 404 404 404 404 404 404 404 404 404 404
forums:cancel                              404 404 404 404 404 404 404 404 404 404 404 404 404
forums:forum                               200 200 200 200 200 200 200 200 200 200 200 200 200
forums:book                                200 200 200 200 200 200 200 200 200 200 200 200 200
forums:asked                               200 200 200 200 200 200 200 200 200 200 200 200 200
forums:calendar                            200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:rules                           200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:routes                          200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:check_route                     200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:check_route_result              302 302 302 302 302 302 302 302 302 302 302 302 302
applicants:check_route_question            200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:tell_me_when_route              405 405 405 405 405 405 405 405 405 405 405 405 405
applicants:check_eligibility               200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:check_eligibility_result        302 302 302 302 302 302 302 302 302 302 302 302 302
applicants:check_eligibility_question      200 200 200 200 200 200 200 200 200 200 200 200 200
applicants:tell_me_when                    405 405 405 405 405 405 405 405 405 405 405 405 405
applicants:tell_me_confirm                 404 404 404 404 404 404 404 404 404 404 404 404 404
applicants:tell_me_remove                  404 404 404 404 404 404 404 404 404 404 404 404 404
applicants:decision                        302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:review                          302 302 404 302 404 404 404 404 404 404 404 404 404
applicants:start                           200 302 200 200 200 200 200 200 200 200 200 200 200
applicants:applications                    302 200 200 302 200 200 200 200 200 200 200 200 200
applicants:status                          302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:tasks                           302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:section                         302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:check_answers                   302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:changes                         302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:equality                        302 302 404 302 404 404 404 404 404 404 404 404 404
applicants:submit                          302 302 404 302 404 404 404 404 404 404 404 404 404
applicants:submitted                       302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:withdraw                        302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:interview                       302 302 404 302 404 404 404 404 404 404 404 404 404
applicants:adjustments                     302 200 404 302 404 404 404 404 404 404 404 404 404
applicants:calendar                        302 404 404 302 404 404 404 404 404 404 404 404 404
applicants:offer                           302 302 404 302 404 404 404 404 404 404 404 404 404
applicants:messages                        302 200 404 302 404 404 404 404 404 404 404 404 404
uploads:file                               302 404 404 302 404 404 404 404 404 404 404 404 404
verification:page                          404 404 404 200 404 404 404 404 404 404 404 404 404
verification:statements                    404 404 404 302 404 404 404 404 404 404 404 404 404
verification:review                        404 404 404 302 404 404 404 404 404 404 404 404 404
verification:done                          404 404 404 404 404 404 404 404 404 404 404 404 404
verification:open                          404 404 404 404 404 404 404 404 404 404 404 404 404
account_signup                             200 302 302 200 302 302 302 302 302 302 302 302 302
mfa_activate_totp                          302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_add_webauthn                           302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_login_webauthn                         302 302 302 302 302 302 302 302 302 302 302 302 302
account_login                              200 302 302 200 302 302 302 302 302 302 302 302 302
account_logout                             302 200 200 302 200 200 200 200 200 200 200 200 200
account_inactive                           200 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate                     302 200 200 302 200 200 200 200 200 200 200 200 200
account_email                              302 200 200 302 200 200 200 200 200 200 200 200 200
account_email_verification_sent            200 200 200 200 200 200 200 200 200 200 200 200 200
account_change_password                    302 200 200 302 200 200 200 200 200 200 200 200 200
account_set_password                       302 302 302 302 302 302 302 302 302 302 302 302 302
account_reset_password                     200 200 200 200 200 200 200 200 200 200 200 200 200
account_confirm_login_code                 302 302 302 302 302 302 302 302 302 302 302 302 302
account_confirm_email                      200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key            200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_done                200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_index                                  302 200 200 302 200 200 200 200 200 200 200 200 200
mfa_authenticate                           302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate                         302 302 302 302 302 200 200 200 200 200 200 200 200
mfa_deactivate_totp                        302 404 404 302 404 302 302 302 302 302 302 302 302
mfa_view_recovery_codes                    302 404 404 302 404 404 404 404 404 404 404 404 404
mfa_generate_recovery_codes                302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_download_recovery_codes                302 404 404 302 404 404 404 404 404 404 404 404 404
mfa_list_webauthn                          302 200 200 302 200 200 200 200 200 200 200 200 200
mfa_reauthenticate_webauthn                302 302 302 302 302 302 302 302 302 302 302 302 302
usersessions_list                          302 200 200 302 200 200 200 200 200 200 200 200 200
admin:index                                302 302 302 302 302 200 200 200 200 200 200 200 200
admin:login                                302 403 403 302 302 302 302 302 302 302 302 302 302
admin:logout                               302 302 302 302 302 302 302 302 302 302 302 302 302
admin:password_change                      302 302 302 302 302 302 302 302 302 302 302 302 302
admin:password_change_done                 302 302 302 302 302 302 302 302 302 302 302 302 302
admin:autocomplete                         302 302 302 302 302 403 403 403 403 403 403 403 403
admin:jsi18n                               302 302 302 302 302 200 200 200 200 200 200 200 200
admin:view_on_site                         302 302 302 302 302 404 404 404 404 404 404 404 404
admin:ui_feedback_changelist               302 302 302 302 302 403 403 403 403 403 403 200 200
admin:ui_feedback_add                      302 302 302 302 302 403 403 403 403 403 403 403 403
admin:ui_feedback_history                  302 302 302 302 302 403 403 403 403 403 403 200 200
admin:ui_feedback_delete                   302 302 302 302 302 403 403 403 403 403 403 403 403
admin:ui_feedback_change                   302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_user_changelist             302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_user_add                    302 302 302 302 302 403 403 403 403 403 403 403 403
admin:accounts_user_history                302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_user_delete                 302 302 302 302 302 403 403 403 403 403 403 403 403
admin:accounts_user_change                 302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_internalstanding_changelist 302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_internalstanding_add        302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_internalstanding_history    302 302 302 302 302 403 403 403 403 403 403 200 200
admin:accounts_internalstanding_delete     302 302 302 302 302 403 403 403 403 403 403 403 403
admin:accounts_internalstanding_change     302 302 302 302 302 403 403 403 403 403 403 200 200
admin:audit_auditentry_changelist          302 302 302 302 302 403 403 403 403 403 200 200 200
admin:audit_auditentry_add                 302 302 302 302 302 403 403 403 403 403 403 403 403
admin:audit_auditentry_history             302 302 302 302 302 403 403 403 403 403 200 200 200
admin:audit_auditentry_delete              302 302 302 302 302 403 403 403 403 403 403 403 403
admin:audit_auditentry_change              302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_previews          302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_preview           302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_preview_html      302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_send_again        302 302 302 302 302 403 403 403 403 403 405 405 405
admin:outbox_outboxemail_changelist        302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_add               302 302 302 302 302 403 403 403 403 403 403 403 403
admin:outbox_outboxemail_history           302 302 302 302 302 403 403 403 403 403 200 200 200
admin:outbox_outboxemail_delete            302 302 302 302 302 403 403 403 403 403 403 403 403
admin:outbox_outboxemail_change            302 302 302 302 302 403 403 403 403 403 200 200 200
admin:vacancies_vacancy_changelist         302 302 302 302 302 200 403 200 200 200 200 403 403
admin:vacancies_vacancy_add                302 302 302 302 302 200 403 403 200 403 403 403 403
admin:vacancies_vacancy_history            302 302 302 302 302 200 403 200 404 200 200 403 403
admin:vacancies_vacancy_delete             302 302 302 302 302 403 403 403 403 403 403 403 403
admin:vacancies_vacancy_change             302 302 302 302 302 200 403 200 404 200 200 403 403
admin:vacancies_vacancy_questions          302 302 302 302 302 200 403 403 404 403 403 403 403
admin:vacancies_base_changelist            302 302 302 302 302 200 403 403 200 403 403 403 403
admin:vacancies_base_add                   302 302 302 302 302 403 403 403 403 403 403 403 403
admin:vacancies_base_history               302 302 302 302 302 200 403 403 200 403 403 403 403
admin:vacancies_base_delete                302 302 302 302 302 403 403 403 403 403 403 403 403
admin:vacancies_base_change                302 302 302 302 302 200 403 403 200 403 403 403 403
admin:specialisms_interest_changelist      302 302 302 302 302 200 403 403 200 403 403 403 403
admin:specialisms_interest_add             302 302 302 302 302 403 403 403 403 403 403 403 403
admin:specialisms_interest_history         302 302 302 302 302 200 403 403 200 403 403 403 403
admin:specialisms_interest_delete          302 302 302 302 302 403 403 403 403 403 403 403 403
admin:specialisms_interest_change          302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_people                  302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_call_off                302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_changelist              302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_add                     302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_history                 302 302 302 302 302 200 403 403 200 403 403 403 403
admin:forums_forum_delete                  302 302 302 302 302 403 403 403 403 403 403 403 403
admin:forums_forum_change                  302 302 302 302 302 200 403 403 200 403 403 403 403
admin:applicants_application_case          302 302 302 302 302 200 200 200 404 200 200 404 404
admin:applicants_application_score         302 302 302 302 302 403 200 403 404 403 403 404 404
admin:applicants_application_interview     302 302 302 302 302 200 403 403 404 403 403 404 404
admin:applicants_application_result        302 302 302 302 302 200 403 403 404 403 403 404 404
admin:applicants_application_offer         302 302 302 302 302 200 403 403 404 403 403 404 404
admin:applicants_application_start_date    302 302 302 302 302 200 403 403 404 403 403 404 404
admin:applicants_application_line_manager  302 302 302 302 302 403 403 200 404 403 403 404 404
admin:applicants_application_step          302 302 302 302 302 200 403 403 404 403 403 404 404
admin:applicants_application_check         302 302 302 302 302 403 403 200 404 403 403 404 404
admin:applicants_application_resend        302 302 302 302 302 403 403 200 404 403 403 404 404
admin:applicants_application_declaration   302 302 302 302 302 403 403 200 404 403 403 404 404
admin:applicants_application_adjustments   302 302 302 302 302 403 403 403 404 403 403 404 404
admin:applicants_application_arrangement   302 302 302 302 302 403 403 403 404 403 403 404 404
admin:applicants_application_changelist    302 302 302 302 302 200 200 200 200 200 200 403 403
admin:applicants_application_add           302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_application_history       302 302 302 302 302 302 302 302 404 302 302 404 404
admin:applicants_application_delete        302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_application_change        302 302 302 302 302 302 302 302 404 302 302 404 404
admin:applicants_equalitycounter_changelist 302 302 302 302 302 403 403 403 403 403 200 403 403
admin:applicants_equalitycounter_add        302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_equalitycounter_change     302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_equalitycounter_history    302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_equalitycounter_delete     302 302 302 302 302 403 403 403 403 403 403 403 403
admin:applicants_interviewslot_changelist  302 302 302 302 302 200 403 403 200 403 403 403 403
admin:applicants_interviewslot_add         302 302 302 302 302 200 403 403 200 403 403 403 403
admin:applicants_interviewslot_change      302 302 302 302 302 200 403 403 404 403 403 403 403
admin:applicants_interviewslot_withdraw    302 302 302 302 302 200 403 403 404 403 403 403 403
admin:applicants_interviewslot_history     302 302 302 302 302 302 403 403 404 403 403 403 403
admin:applicants_interviewslot_delete      302 302 302 302 302 403 403 403 403 403 403 403 403
admin:app_list                             302 302 302 302 302 200 200 200 200 200 200 404 404
demo:index                                 200 200 200 200 200 200 200 200 200 200 200 200 200
demo:codes                                 200 200 200 200 200 200 200 200 200 200 200 200 200
demo:mailbox                               200 200 200 200 200 200 200 200 200 200 200 200 200
demo:message                               404 404 404 404 404 404 404 404 404 404 404 404 404
demo:message_html                          404 404 404 404 404 404 404 404 404 404 404 404 404
demo:device                                405 405 405 405 405 405 405 405 405 405 405 405 405
account_reset_password_from_key_done       200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_remove_webauthn                        302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_edit_webauthn                          302 302 302 302 302 302 302 302 302 302 302 302 302
"""


def expected() -> dict[str, list[int]]:
    """The codes by address, in the order of `world.ACTORS`."""
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {row[0]: [int(code) for code in row[1:]] for row in rows}
