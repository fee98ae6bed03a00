"""allauth's pages where MIA asks for more, and the page that sends a kept form again."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mia.organisation import second_factor
from mia.organisation.request import StaffRequest


class AddTOTP(ActivateTOTPView):
    """The session has given the app that it adds, and the code is used up."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        factor = user.authenticator_set.get(type=Authenticator.Type.TOTP)
        factor.wrap().validate_code(form.cleaned_data["code"])
        second_factor.record_new_factor(self.request, user, factor)
        return response


class AddPasskey(AddWebAuthnView):
    """The session has given the passkey that it adds."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        factor = user.authenticator_set.filter(type=Authenticator.Type.WEBAUTHN).latest("pk")
        second_factor.record_new_factor(self.request, user, factor)
        return response


class ConfirmByPassword(ReauthenticateView):
    """The password confirms who one is only as long as the account has nothing stronger."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        factors = {}
        if request.user.is_authenticated:
            factors = second_factor.account_factors(request.user)
        if factors:
            page = second_factor.factor_page(factors)
            return redirect(self.passthrough_next_url(page))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    """A passkey that is refused is asked for again, on the same page and with the same way back."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        context = self.get_context_data() | {"form": form}
        response: HttpResponse = self.render_to_response(context)
        return response


add_totp = AddTOTP.as_view()
add_passkey = AddPasskey.as_view()
confirm_by_password = ConfirmByPassword.as_view()
confirm_by_passkey = ConfirmByPasskey.as_view()


@require_safe
def continue_act(request: StaffRequest) -> HttpResponse:
    """The form that was sent when the factor was asked for, to be sent again by a button."""
    kept = second_factor.take_kept_act(request)
    if kept is None:
        return redirect("start")
    return render(request, "account/continue_act.html", {"kept": kept})
