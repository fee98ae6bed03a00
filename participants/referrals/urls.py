"""Addresses of referrals."""

from django.urls import path

from participants.referrals import views

urlpatterns = [
    path("remisser/", views.inbox, name="referrals"),
    path("remisser/ny/", views.register, name="referral_new"),
    path("remisser/<uuid:pk>/", views.referral, name="referral"),
    path("remisser/<uuid:pk>/andra/", views.change, name="referral_change"),
    path("remisser/<uuid:pk>/steg/", views.step, name="referral_step"),
    path("remisser/<uuid:pk>/avboj/", views.decline, name="referral_decline"),
    path("remisser/<uuid:pk>/flytta/", views.move, name="referral_move"),
    path("remisser/<uuid:pk>/anta/", views.accept, name="referral_accept"),
]
